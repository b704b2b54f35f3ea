"""What an agent does besides: which events a unit tells as harms, whose they are, how often and how badly."""
