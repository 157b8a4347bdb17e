/** Two logins side by side. */
export function Compare() {
  return null;
}
