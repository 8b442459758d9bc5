// Kept free of state: hashed and unhashed copies of it may both be loaded.

export function isTyping(target) {
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}
