"""The pages of the interview, one form each, filed by stage."""
