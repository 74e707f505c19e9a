DROP TABLE "bookmarks";
DROP TABLE "likes";
