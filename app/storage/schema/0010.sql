ALTER TABLE placed_orders ADD COLUMN repaid TEXT;
