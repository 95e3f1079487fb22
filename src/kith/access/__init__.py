"""Services, people who sign in, what each may do and see: the two doors."""
