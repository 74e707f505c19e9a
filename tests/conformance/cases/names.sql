-- title: Names with quotes, spaces, keywords and emoji
-- facts: 1 5 8
-- start
CREATE TABLE "my ""table""" ("order" INTEGER PRIMARY KEY AUTOINCREMENT, "it's" TEXT, "🦊 fox" TEXT CHECK ("🦊 fox" <> ''), "[a]]" TEXT);
CREATE TABLE "select" ("from" INTEGER PRIMARY KEY, "where" INTEGER REFERENCES "my ""table""" ("order") ON DELETE CASCADE);
CREATE INDEX "in dex; --" ON "my ""table""" ("it's" DESC) WHERE "it's" <> '--';
CREATE VIEW "🦉" AS SELECT "it's" AS "x y" FROM "my ""table""";
CREATE TRIGGER "trig ger" AFTER INSERT ON "select" BEGIN UPDATE "my ""table""" SET "🦊 fox" = 'hit' WHERE "order" = NEW."where"; END;
-- rows
INSERT INTO "my ""table""" VALUES (1, '10', 'f', 'a'), (2, '20', 'g', 'b');
INSERT INTO "select" VALUES (1, 1);
UPDATE "my ""table""" SET "🦊 fox" = 'f';
-- wanted
CREATE TABLE "my ""table""" ("order" INTEGER PRIMARY KEY AUTOINCREMENT, "it's" INTEGER, "🦊 fox" TEXT CHECK ("🦊 fox" <> ''), "[a]]" TEXT);
CREATE TABLE "select" ("from" INTEGER PRIMARY KEY, "where" INTEGER REFERENCES "my ""table""" ("order") ON DELETE CASCADE);
CREATE INDEX "in dex; --" ON "my ""table""" ("it's" DESC) WHERE "it's" <> '--';
CREATE VIEW "🦉" AS SELECT "it's" AS "x y" FROM "my ""table""";
CREATE TRIGGER "trig ger" AFTER INSERT ON "select" BEGIN UPDATE "my ""table""" SET "🦊 fox" = 'hit' WHERE "order" = NEW."where"; END;
-- holds: the child is there, and the trigger writes the rebuilt table
INSERT INTO "select" VALUES (2, 2); SELECT "from", "🦊 fox", typeof("it's") FROM "select" JOIN "my ""table""" ON "where" = "order" ORDER BY 1;
-- is
1|f|integer
2|hit|integer
-- holds: the index and the view are there
SELECT count(*) FROM "🦉" WHERE "x y" > 10; SELECT name FROM pragma_index_info('in dex; --');
-- is
1
it's
