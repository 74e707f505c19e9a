-- Full-text tables and R-trees: own rows are read, storage and borrowed rows are not.
CREATE VIRTUAL TABLE note USING fts5(title, Body, tokenize = "porter ascii", prefix='2 3');
INSERT INTO note(rowid, title, Body) VALUES (5, 'Storks', 'fly far'), (2, 'Godwits', 'fly farther');
CREATE TABLE doc (id INTEGER PRIMARY KEY, text);
INSERT INTO doc VALUES (1, 'borrowed');
CREATE VIRTUAL TABLE doc_search USING fts5(text, content = 'doc', content_rowid='id');
INSERT INTO doc_search(doc_search) VALUES ('rebuild');
CREATE VIRTUAL TABLE box USING rtree(id, x0, x1, +label TEXT);
INSERT INTO box VALUES (9, 0.5, 1.5, 'b'), (1, -1, 0.1, NULL);
