"""Training of what ships with qa, and measuring. Imports qa; nothing imports it."""
