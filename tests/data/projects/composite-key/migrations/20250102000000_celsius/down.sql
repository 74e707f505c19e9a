ALTER TABLE "note" DROP COLUMN "length";
ALTER TABLE "reading" DROP COLUMN "celsius";
