-- Partitions, each with its own sequence.
CREATE TABLE partition (
  id    INTEGER PRIMARY KEY,
  name  TEXT    NOT NULL UNIQUE,
  seq   INTEGER NOT NULL DEFAULT 0,
  clock INTEGER NOT NULL DEFAULT 0,
  floor INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Entities. `key` is a UUID as 16 bytes or a code as text. `body` is NULL while only facts or a due moment are known.
-- `audience` repeats where the entity stands in the index below, so that moving it there needs no search.
CREATE TABLE entity (
  id        INTEGER PRIMARY KEY,
  partition INTEGER NOT NULL REFERENCES partition,
  kind      INTEGER NOT NULL,
  key       ANY     NOT NULL,
  version   INTEGER NOT NULL DEFAULT 0,
  seq       INTEGER NOT NULL DEFAULT 0,
  body      TEXT,
  audience  BLOB,
  UNIQUE (partition, kind, key)
) STRICT;

-- The erasable fields, a row each, so that erasing is deleting.
CREATE TABLE personal (
  entity INTEGER NOT NULL REFERENCES entity,
  field  TEXT    NOT NULL,
  body   TEXT    NOT NULL,
  PRIMARY KEY (entity, field)
) STRICT, WITHOUT ROWID;

-- Words of the audience index, by partition. A word once used stays.
CREATE TABLE scope (
  id        INTEGER PRIMARY KEY,
  partition INTEGER NOT NULL REFERENCES partition,
  name      TEXT    NOT NULL,
  UNIQUE (name, partition)
) STRICT;
CREATE INDEX scope_partition ON scope (partition);

-- The audience index: what stands under a scope (present = 1) or left it (0), in the order in which it moved.
CREATE TABLE audience (
  scope   INTEGER NOT NULL,
  present INTEGER NOT NULL,
  seq     INTEGER NOT NULL,
  entity  INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (scope, present, seq, entity)
) STRICT, WITHOUT ROWID;

-- The log of facts: appended to, never changed.
CREATE TABLE fact (
  id      INTEGER PRIMARY KEY,
  entity  INTEGER NOT NULL REFERENCES entity,
  seq     INTEGER NOT NULL,
  place   INTEGER NOT NULL,
  command BLOB,
  actor   BLOB,
  at      INTEGER NOT NULL,
  body    TEXT    NOT NULL
) STRICT;
CREATE INDEX fact_entity ON fact (entity);
CREATE TRIGGER fact_stays BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'a fact stays'); END;
CREATE TRIGGER fact_is_fixed BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'a fact is fixed'); END;

-- Answers to commands: given once, never changed.
CREATE TABLE answer (
  command BLOB    NOT NULL PRIMARY KEY,
  hash    ANY     NOT NULL,
  actor   BLOB    NOT NULL,
  client  BLOB    NOT NULL,
  number  INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  outcome TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER answer_stays BEFORE DELETE ON answer BEGIN SELECT RAISE(ABORT, 'an answer stays'); END;
CREATE TRIGGER answer_is_fixed BEFORE UPDATE ON answer BEGIN SELECT RAISE(ABORT, 'an answer is fixed'); END;

CREATE TABLE client (
  id          BLOB    NOT NULL PRIMARY KEY,
  actor       BLOB    NOT NULL,
  last_number INTEGER NOT NULL,
  seen        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- When an entity has something to do.
CREATE TABLE due (
  entity INTEGER PRIMARY KEY REFERENCES entity,
  at     INTEGER NOT NULL
) STRICT;
CREATE INDEX due_at ON due (at);

CREATE TABLE record (
  space   TEXT NOT NULL,
  id      TEXT NOT NULL,
  owner   TEXT NOT NULL,
  body    TEXT NOT NULL,
  expires INTEGER,
  PRIMARY KEY (space, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_owner ON record (space, owner, id);
CREATE INDEX record_expires ON record (expires) WHERE expires IS NOT NULL;
