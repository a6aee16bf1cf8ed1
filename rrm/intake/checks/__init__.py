"""What only shows when rows meet each other: names, days, people, places, goods and money."""
