// While a Word file is being read its page looks again by itself; nothing on it can be lost.
setTimeout(() => window.location.reload(), 4000);
