"""What screens, sheets and documents tell about a quiz: figures in words, tables, charts. Reads only; doors are passed."""
