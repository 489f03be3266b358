"""Where people come in: the start page, help, notices, and the administrators' desk."""
