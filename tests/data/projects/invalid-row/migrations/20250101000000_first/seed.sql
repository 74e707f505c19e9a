-- Item 7 weighs nothing, which the label's schema forbids.
INSERT INTO "item" ("id", "grams") VALUES
    (1, 10), (2, 20), (3, 30), (4, 40), (5, 50), (6, 60), (7, 0), (8, 80), (9, 90)
ON CONFLICT DO NOTHING;
