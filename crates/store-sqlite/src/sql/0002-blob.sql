-- The bytes of attachments, under the address that their entity names. Erasing is deleting, as with personal fields.
CREATE TABLE blob (
  id     INTEGER PRIMARY KEY,
  entity INTEGER NOT NULL REFERENCES entity,
  hash   ANY     NOT NULL,
  mime   TEXT    NOT NULL,
  bytes  BLOB    NOT NULL,
  UNIQUE (entity, hash)
) STRICT;
