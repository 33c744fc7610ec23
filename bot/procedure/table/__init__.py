"""Who sits at the table: seats, consent, the chair, an inner circle."""
