ALTER TABLE "item" DROP COLUMN "label";
