"""The product measured against yardsticks built in: `counter bench`."""
