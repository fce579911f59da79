-- What a device collects is searched too.
UPDATE "Device" SET words = words || ' ' || lower(array_to_string(collects, ' ')) WHERE collects <> '{}' AND position(lower(array_to_string(collects, ' ')) IN words) = 0;
