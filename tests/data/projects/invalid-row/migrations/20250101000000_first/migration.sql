CREATE TABLE "item" (
    "id" INTEGER PRIMARY KEY,
    "grams" INTEGER NOT NULL
);
