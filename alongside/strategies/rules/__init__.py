"""What makes sense and who may: values, moments, visits, notes, make-ups, pace."""
