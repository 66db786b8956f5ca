"""The audience's page as a phone has it."""

from playwright.sync_api import Page, expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
CHOICES = ("The old port and its warehouses", "Railway station quarter", "University campus")


def answered(page: Page, n: int) -> None:
    """Wait until the room has confirmed the n-th answer."""
    expect(page.locator("#said")).to_have_attribute("data-kind", "good")
    expect(page.locator(".choice").nth(n)).to_have_class("choice sent")
