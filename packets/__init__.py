"""What the firm receives: the packet's sections as values, the PDF made of them, and the covering mail."""
