-- So that a decision costs the same each time, however many devices there are; as measured by bench/.

-- Words are put into their index at once. Otherwise they wait in a list, which every search reads besides the index, and
-- which every hundredth decision or so has to sort in: half a second at a million devices.
SELECT gin_clean_pending_list('device_words');
ALTER INDEX device_words SET (fastupdate = off);
ALTER INDEX asset_code_words SET (fastupdate = off);
ALTER INDEX asset_place_words SET (fastupdate = off);

-- Room on the page for a second version of each device. No index holds what a permit's change of status changes in its
-- devices, so with room beside them no index has to be written: a tenth of the log, and no index grows.
ALTER TABLE "Device" SET (fillfactor = 50);
