-- Nothing is lost for good: traits follow from the pet's id and can be made again.
ALTER TABLE "Pet" DROP COLUMN "traits";
