-- Children first; indexes go with their tables.
DROP TABLE "api_keys";
DROP TABLE "users";
