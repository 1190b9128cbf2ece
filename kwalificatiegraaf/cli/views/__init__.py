"""How values look in a terminal: functions from values to parts that rich can print."""
