-- Takes the indexes with it.
DROP TABLE "Pet";
