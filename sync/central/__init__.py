"""The reference central: what the tills of a chain sync with."""
