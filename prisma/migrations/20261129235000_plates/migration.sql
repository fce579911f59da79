-- A plate as it is written in the short address on a sign: without spaces.
CREATE INDEX asset_code_short ON "Asset" (upper(replace(code, ' ', '')));
