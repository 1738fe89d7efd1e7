"""Chinese addresses and door numbers: parse, match, number, register and sign plates."""
