DELETE FROM parent WHERE id = 1;
