"""Floor 1: values and rules of the field, without input or output."""
