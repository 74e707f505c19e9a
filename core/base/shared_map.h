// A sorted map of which many versions are kept: a copy costs nothing, and versions share what is
// alike in them. Values that are there never move and never change. An AVL tree whose changes copy
// the way from the root.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace godwit {

template <typename Key, typename Value>
class SharedMap {
  struct Node;
  using Link = std::shared_ptr<const Node>;

 public:
  using Entry = std::pair<const Key, Value>;

  // In order of the keys. Borrows from the map.
  class Iterator {
   public:
    explicit Iterator(const Node* root) { Descend(root); }
    const Entry& operator*() const { return *way_.back()->entry; }
    Iterator& operator++() {
      const Node* right = way_.back()->right.get();
      way_.pop_back();
      Descend(right);
      return *this;
    }
    bool operator==(const Iterator& other) const { return way_ == other.way_; }

   private:
    void Descend(const Node* node) {
      for (; node != nullptr; node = node->left.get()) way_.push_back(node);
    }
    std::vector<const Node*> way_;
  };
  Iterator begin() const { return Iterator(root_.get()); }
  Iterator end() const { return Iterator(nullptr); }

  bool empty() const { return root_ == nullptr; }
  // nullptr when there is none.
  const Value* Find(const Key& key) const {
    const Node* node = root_.get();
    while (node != nullptr && node->entry->first != key) {
      node = key < node->entry->first ? node->left.get() : node->right.get();
    }
    return node == nullptr ? nullptr : &node->entry->second;
  }
  bool contains(const Key& key) const { return Find(key) != nullptr; }

  // Over what was there.
  void Put(Key key, Value value) {
    root_ = With(root_, std::make_shared<const Entry>(std::move(key), std::move(value)));
  }
  void Erase(const Key& key) {
    if (contains(key)) root_ = Without(root_, key);
  }

 private:
  struct Node {
    std::shared_ptr<const Entry> entry;
    Link left;
    Link right;
    int height = 1;
  };

  static int Height(const Link& link) { return link == nullptr ? 0 : link->height; }

  static Link Make(std::shared_ptr<const Entry> entry, Link left, Link right) {
    const int height = 1 + std::max(Height(left), Height(right));
    return std::make_shared<const Node>(
        Node{std::move(entry), std::move(left), std::move(right), height});
  }

  // The same where the heights differ by two.
  static Link Balance(std::shared_ptr<const Entry> entry, const Link& left, const Link& right) {
    if (Height(left) > Height(right) + 1) {
      if (Height(left->left) >= Height(left->right)) {
        return Make(left->entry, left->left, Make(std::move(entry), left->right, right));
      }
      const Link& middle = left->right;
      return Make(middle->entry, Make(left->entry, left->left, middle->left),
                  Make(std::move(entry), middle->right, right));
    }
    if (Height(right) > Height(left) + 1) {
      if (Height(right->right) >= Height(right->left)) {
        return Make(right->entry, Make(std::move(entry), left, right->left), right->right);
      }
      const Link& middle = right->left;
      return Make(middle->entry, Make(std::move(entry), left, middle->left),
                  Make(right->entry, middle->right, right->right));
    }
    return Make(std::move(entry), left, right);
  }

  static Link With(const Link& node, std::shared_ptr<const Entry> entry) {
    if (node == nullptr) return Make(std::move(entry), nullptr, nullptr);
    if (entry->first < node->entry->first) {
      return Balance(node->entry, With(node->left, std::move(entry)), node->right);
    }
    if (node->entry->first < entry->first) {
      return Balance(node->entry, node->left, With(node->right, std::move(entry)));
    }
    return Make(std::move(entry), node->left, node->right);
  }

  static Link Without(const Link& node, const Key& key) {
    if (key < node->entry->first) {
      return Balance(node->entry, Without(node->left, key), node->right);
    }
    if (node->entry->first < key) {
      return Balance(node->entry, node->left, Without(node->right, key));
    }
    if (node->left == nullptr) return node->right;
    if (node->right == nullptr) return node->left;
    const Node* next = node->right.get();
    while (next->left != nullptr) next = next->left.get();
    return Balance(next->entry, node->left, Without(node->right, next->entry->first));
  }

  Link root_;
};

}  // namespace godwit
