from django.shortcuts import render


def mine(request):
    """What waits for me now."""
    return render(request, "home/mine.html")
