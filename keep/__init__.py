"""What people make and must not lose: stories, meetings, votes, pins, shortlists, links, in one database."""
