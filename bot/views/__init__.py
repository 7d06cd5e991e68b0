"""What a reply looks like: plain records in, one message within all of Discord's limits out."""
