-- Nothing here yet.

;
