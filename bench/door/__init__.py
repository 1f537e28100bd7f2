"""What the door costs a phone: requests, bytes, Lighthouse's scores, and how many pages it takes."""
