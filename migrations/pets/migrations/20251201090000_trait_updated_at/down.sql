ALTER TABLE "Trait" DROP COLUMN "updatedAt";
