// Who a run belongs to, as others see it who meet its lease (core/migrate/lease.h): a process, or a
// tab. What lives and what is gone is the host's business.
#pragma once

#include <string>

namespace godwit {

class RunOwner {
 public:
  virtual ~RunOwner() = default;
  // Told apart from every other owner, on other machines as well.
  virtual std::string Name() const = 0;
  // The same for people, of any owner.
  virtual std::string Show(const std::string& name) const = 0;
  // Whether that owner has certainly ended.
  virtual bool IsGone(const std::string& name) const = 0;
  // Sleeps for a moment, about as long as a batch takes.
  virtual void Nap() const = 0;
};

}  // namespace godwit
