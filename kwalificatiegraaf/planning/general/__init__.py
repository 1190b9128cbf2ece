"""The general planning model: any problem of items, periods, places and order, solved by CP-SAT."""
