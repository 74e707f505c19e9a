-- Takes the index with it.
DROP TABLE "User";
