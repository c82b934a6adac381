/** A finger that swipes over a map or a board leads to no other page. Gives back the function that ends it. */
export function withoutSwipe(): () => void {
  const { style } = document.documentElement
  style.overscrollBehaviorX = 'none'
  return () => style.removeProperty('overscroll-behavior-x')
}
