-- Every transaction writes some of these rows anew: with room on their page they stay on it, and
-- the index need not be told.
ALTER TABLE node_counter SET (fillfactor = 50);
