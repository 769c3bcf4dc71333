import { useEffect, useState } from 'react';

const query = () => matchMedia('(prefers-color-scheme: dark)');

/** Whether the screen is dark now. */
export function useDark(): boolean {
  const [isDark, setIsDark] = useState(() => query().matches);
  useEffect(() => {
    const media = query();
    const look = () => setIsDark(media.matches);
    media.addEventListener('change', look);
    return () => media.removeEventListener('change', look);
  }, []);
  return isDark;
}
