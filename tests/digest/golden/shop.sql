-- An ordinary application: keys of several kinds, actions, checks, indexes, a view, a trigger.
PRAGMA foreign_keys = ON;
CREATE TABLE customer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL COLLATE NOCASE UNIQUE ON CONFLICT IGNORE,
  name VARCHAR ( 80 ) DEFAULT 'Someone',
  born DATE DEFAULT CURRENT_DATE CHECK (born > '1900-01-01')
);
CREATE TABLE "order" (
  number TEXT NOT NULL PRIMARY KEY,
  customer INTEGER REFERENCES Customer (ID) ON DELETE CASCADE ON UPDATE SET NULL,
  total REAL NOT NULL CONSTRAINT has_total CHECK (total >= 0),
  state TEXT DEFAULT "new" CHECK ("state" IN ('new', 'paid', 'It''s done')),
  gross REAL GENERATED ALWAYS AS (total * 1.19) STORED,
  CONSTRAINT one_a_day UNIQUE (customer, number)
) STRICT;
CREATE TABLE line (
  "order" TEXT REFERENCES "order" DEFERRABLE INITIALLY DEFERRED,
  position INT,
  what ANY,
  PRIMARY KEY ("order", position DESC)
) WITHOUT ROWID;
CREATE INDEX line_what ON line (lower(what) COLLATE NOCASE DESC, position) WHERE what IS NOT NULL;
CREATE UNIQUE INDEX by_customer ON "order" (customer DESC, total);
CREATE VIEW debts AS SELECT c."name" AS Debtor, sum(o.total) "Sum" FROM customer c
  JOIN "order" o ON o.customer = c.id WHERE o.state = 'new' GROUP BY c.id;
CREATE TRIGGER paid AFTER UPDATE OF state ON "order" WHEN NEW."state" = 'paid'
BEGIN UPDATE customer SET name = upper(name) WHERE id = NEW.customer; END;
INSERT INTO customer (id, email, name, born) VALUES (2, 'b@x', 'Bé', '1990-01-01'),
  (1, 'A@x', NULL, '2000-02-29');
INSERT INTO "order" (number, customer, total) VALUES ('N-10', 1, 5), ('N-2', 2, 0.1), ('n-1', NULL, 1e300);
INSERT INTO line VALUES ('N-2', 1, 'tea'), ('N-10', 2, 1), ('N-10', 1, 1.0);
UPDATE "order" SET state = 'paid' WHERE number = 'N-10';
