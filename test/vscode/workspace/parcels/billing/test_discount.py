import unittest

from discount import rounded


class TestRounded(unittest.TestCase):
    def test_rounds_down(self):
        self.assertEqual(rounded(19), 10)


if __name__ == "__main__":
    unittest.main()
